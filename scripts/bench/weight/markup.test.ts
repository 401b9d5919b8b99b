import { expect, test } from 'vitest'
import { readNeeds, readStyleNeeds } from './markup.ts'

test('tells what a page loads and runs from what waits to be followed', () => {
  const needs = readNeeds(
    `<html><head><link rel="canonical" href="https://example.org/de"/><link href="/a.css?b&amp;c" rel="stylesheet">
    <link rel="alternate" hreflang="en" href="/en"/><link rel="icon" href="/icon.svg">
    <meta property="og:image" content="https://example.org/preview.png"/>
    <script type="application/ld+json">{"url": "https://example.org"}</script></head>
    <body><a href="https://example.org/map">Karte</a><img src="https://elsewhere.example/count.gif" alt=""/></body></html>`
  )
  expect(needs).toEqual({
    styles: ['/a.css?b&c'],
    others: ['/icon.svg', 'https://elsewhere.example/count.gif'],
    scripts: []
  })
})

test.each(['<script>', '<script type="module" src="/start.js">', '<button type="submit" onclick="go()">'])(
  'finds what %s runs',
  (tag) => {
    expect(readNeeds(`<body>${tag}</body>`).scripts).toEqual([tag])
  }
)

test('finds what a style sheet loads', () => {
  expect(
    readStyleNeeds(`@import "more.css";@font-face{src:url('/font.woff2')}b{background:url(/a.png)}`)
  ).toEqual(['more.css', '/font.woff2', '/a.png'])
})
