import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

/** Draws static/preview.png, the picture of a shared link: the path that leads to an open door. No letters in it. */

const WIDTH = 1200
const HEIGHT = 630
const path = 'M-40 300C160 300 240 250 380 250C560 250 600 400 780 400C900 400 940 380 1000 380'
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke-linecap="round" stroke-linejoin="round">
<rect width="1200" height="630" fill="#f0e5d2"/>
<path d="${path}C1080 380 1140 370 1240 360V640H-40z" fill="#faf6ee"/>
<path d="${path}" stroke="#0b4f6c" stroke-width="10"/>
<g fill="#0b4f6c"><circle cx="240" cy="266" r="30"/><circle cx="640" cy="349" r="30"/></g>
<g transform="translate(820 160) scale(7.5)"><rect width="40" height="40" rx="9" fill="#b52d1a"/><path d="M13 29V8h14v21M7 29h6M27 29h6M13 8l8 4v21l-8-4M18 21v1" stroke="#fff" stroke-width="2"/></g>
</svg>`

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking']
})
const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } })
await page.setContent(`<body style="margin:0">${picture}`)
writeFileSync(join(import.meta.dirname, '../static/preview.png'), await page.screenshot())
await browser.close()
