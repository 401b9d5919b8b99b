import { describe, expect, it } from 'vitest'
import { wordsInMarkup } from './markupTexts.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const PEOPLE_READ = /^src\/(routes\/|ui\/|modules\/[^/]+\/ui\/).*\.svelte$/

describe('markup', () => {
  it('holds no words: every text comes from the message files', () => {
    const components = filesMatching(PEOPLE_READ)
    expect(components.length).toBeGreaterThan(0)
    const faults = components.flatMap((path) => wordsInMarkup(textOf(path)).map((text) => `${path}: ${text}`))
    expect(faults).toEqual([])
  })
})

describe('wordsInMarkup', () => {
  it.each([
    ['<p>Guten Tag</p>', ['Guten Tag']],
    ['<p>مرحبا</p>', ['مرحبا']],
    ['{#if open}<b>offen</b>{:else}zu{/if}', ['offen', 'zu']],
    ['{#each list as x}<li>{x} km</li>{/each}', ['km']],
    ['<p>{open ? "offen" : t("zu")}</p>', ['offen']],
    ['<p>{`Seite ${n}`}</p>', ['Seite']],
    ['<img alt="Haus" src="/haus.svg">', ['Haus']],
    ['<button aria-label={`Menü ${n}`}>×</button>', ['Menü']],
    ['<Card><span slot="x">Wort</span></Card>', ['Wort']],
    ['<svelte:head><title>Titel</title></svelte:head>', ['Titel']],
    ['<svelte:head><meta name="description" content="Wörter"></svelte:head>', ['Wörter']],
    ['{#snippet a()}Wort{/snippet}', ['Wort']]
  ])('finds the words in %s', (source, expected) => {
    expect(wordsInMarkup(source)).toEqual(expected)
  })

  it.each([
    '<script lang="ts">const a = "Wort"</script>\n<p class="lead">{t("start_title")} · {n}</p>',
    '<a href="tel:{number}" class={open ? "open" : "shut"}>{number}</a>',
    '<svelte:head><meta name="viewport" content="width=device-width"></svelte:head>',
    '{#if kind === "city"}{t("a_b", { kind: "x" })}{/if}',
    '<!-- a note -->\n<svg><path d="M1 1h2"></path></svg>{" "}'
  ])('finds none in %s', (source) => {
    expect(wordsInMarkup(source)).toEqual([])
  })
})
