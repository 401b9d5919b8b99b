import { ESLint } from 'eslint'
import stylelint from 'stylelint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { ROOT } from './sourceFiles.ts'

const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: [
    {
      files: ['**/*.ts'],
      ...tseslint.configs.disableTypeChecked,
      languageOptions: { parserOptions: { projectService: false, program: null, project: false } }
    }
  ]
})

const lint = async (path: string, text: string) => {
  const answers = await eslint.lintText(text, { filePath: path })
  return answers.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message))
}

const script = (line: string) => `<script lang="ts">\n  ${line}\n</script>\n\n<p></p>\n`
const typeFrom = (address: string) => script(`import type { X } from '${address}'\n  export type Y = X`)
const lines = (count: number) => 'export const x = 0\n'.repeat(1) + '//\n'.repeat(count)

const portal = 'src/routes/(portal)/[lang=lang]/+page.svelte'
const useCase = 'src/modules/cases/server/closeCase.ts'

const faults: [what: string, path: string, text: string, rule: string][] = [
  ['a style attribute', portal, '<p style="color: red"></p>', 'svelte/no-inline-styles'],
  ['a style directive', 'src/ui/Field.svelte', '<p style:color="red"></p>', 'svelte/no-inline-styles'],
  ['a script', portal, '<svelte:head><script src="/x.js"></script></svelte:head>', 'no-restricted-syntax'],
  ['a listener', 'src/modules/cases/ui/X.svelte', '<p onclick={() => 0}></p>', 'no-restricted-syntax'],
  ['raw html', portal, '{@html x}', 'svelte/no-at-html-tags'],
  [
    'styles out of sight of stylelint',
    portal,
    '<p></p>\n<style>p { color: red }</style>',
    'no-restricted-syntax'
  ],
  [
    'a server type in a component',
    'src/ui/X.svelte',
    typeFrom('#platform/db/server/database.ts'),
    'no-restricted-imports'
  ],
  [
    'a cipher outside platform/crypto',
    useCase,
    "import { createCipheriv } from 'node:crypto'\nexport const x = createCipheriv\n",
    'no-restricted-syntax'
  ],
  ['a module type in ui', 'src/ui/X.svelte', typeFrom('#modules/finder/index.ts'), 'no-restricted-imports'],
  [
    'a type off the edges',
    'src/modules/finder/ui/X.svelte',
    typeFrom('#modules/cases/index.ts'),
    'no-restricted-imports'
  ],
  [
    'a type past the door',
    'src/modules/finder/ui/X.svelte',
    typeFrom('#modules/places/model.ts'),
    'no-restricted-imports'
  ],
  ['a confidential type in the portal', portal, typeFrom('#modules/cases/index.ts'), 'no-restricted-imports'],
  ['a form read by hand', useCase, 'export const f = (r: Request) => r.formData()', 'no-restricted-syntax'],
  ['the machine’s time', useCase, 'export const f = () => new Date()', 'no-restricted-syntax'],
  ['the machine’s milliseconds', useCase, 'export const f = () => Date.now()', 'no-restricted-syntax'],
  [
    'the machine’s day',
    useCase,
    'export const f = () => Temporal.Now.plainDateISO()',
    'no-restricted-syntax'
  ],
  ['console', useCase, "console.log('x')", 'no-console'],
  [
    'a relative way into another module',
    useCase,
    "export * from '../../places/index.ts'",
    'house/stay-in-room'
  ],
  ['any', useCase, 'export const f = (x: any) => String(x)', '@typescript-eslint/no-explicit-any'],
  [
    'six parameters',
    useCase,
    'export const f = (a: 0, b: 0, c: 0, d: 0, e: 0, f: 0) => [a, b, c, d, e, f]',
    'max-params'
  ],
  ['a long file', useCase, lines(400), 'max-lines'],
  ['a long component', 'src/ui/X.svelte', '<p></p>\n'.repeat(301), 'max-lines'],
  ['a long page', 'src/routes/(portal)/x/+page.server.ts', lines(150), 'max-lines'],
  [
    'a long function',
    useCase,
    `export const f = () => {\n${'  void 0\n'.repeat(80)}}`,
    'max-lines-per-function'
  ]
]

const allowed: [what: string, path: string, text: string][] = [
  ['a given time', useCase, 'export const f = (x: number) => new Date(x)'],
  ['the clock itself', 'src/platform/clock/clock.ts', 'export const now = () => Temporal.Now.instant()'],
  [
    'the form reader',
    'src/platform/forms/server/readForm.ts',
    'export const f = (r: Request) => r.formData()'
  ],
  ['the banner', 'src/main.ts', "console.log('x')"],
  ['a relative way inside', useCase, "export { x } from '../model.ts'"],
  [
    'committed data',
    'src/modules/places/x.ts',
    "import x from '../../../data/x.json' with { type: 'json' }\nexport { x }"
  ],
  ['a type along an edge', 'src/modules/finder/ui/X.svelte', typeFrom('#modules/places/index.ts')],
  ['a public type in the portal', portal, typeFrom('#modules/directory/index.ts')],
  ['a form', portal, '<form method="post" action="?/x"><button>{x}</button></form>']
]

const styleFaults: [css: string, rule: string][] = [
  ['.a { margin-left: 1rem; }', 'property-disallowed-list'],
  ['.a { left: 0; }', 'property-disallowed-list'],
  ['.a { border-top-right-radius: 1px; }', 'property-disallowed-list'],
  ['.a { margin: 1px 2px 3px 4px; }', 'declaration-property-value-disallowed-list'],
  ['.a { padding: 1px 2px 3px 4px; }', 'declaration-property-value-disallowed-list'],
  ['.a { text-align: left; }', 'declaration-property-value-disallowed-list'],
  ['.a { float: right; }', 'declaration-property-value-disallowed-list'],
  ['#a { color: red; }', 'selector-max-id'],
  ['.a { color: red !important; }', 'house/important-only-in-print']
]

const cleanStyles = [
  '.a { margin: 0 auto 1px; margin-inline-start: 1rem; text-align: start; }',
  '@media print { .a { display: none !important; } }'
]

const lintCss = async (code: string) => {
  const { results } = await stylelint.lint({ code, cwd: ROOT, configFile: 'stylelint.config.js' })
  return results.flatMap(({ warnings }) => warnings.map(({ rule }) => rule))
}

describe('the lint', () => {
  it.each(faults)('finds %s', async (_, path, text, rule) => {
    expect(await lint(path, text)).toContain(rule)
  })

  it.each(allowed)('lets %s be', async (_, path, text) => {
    expect(await lint(path, text)).toEqual([])
  })

  it.each(styleFaults)('finds %s', async (css, rule) => {
    expect(await lintCss(css)).toEqual([rule])
  })

  it.each(cleanStyles)('lets %s be', async (css) => {
    expect(await lintCss(css)).toEqual([])
  })
})
