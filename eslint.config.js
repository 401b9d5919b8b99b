import { dirname, relative, resolve } from 'node:path'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { EDGES, NEVER_IN_PORTAL, PORTAL_MODULES } from './.dependency-cruiser.mjs'

/** Files that are tables, and files a program writes: as long as what they list. */
const LONGER_FILES = ['src/i18n/*.generated.ts', 'tests/structure/accessMatrix.ts']

/** Where people read and scripts may not run: everything the portal can show. */
const PORTAL_MARKUP = [
  'src/routes/(portal)/**/*.svelte',
  'src/ui/**/*.svelte',
  'src/modules/*/ui/**/*.svelte'
]
const TESTS = ['**/*.test.ts', 'e2e/**/*.ts', 'src/testing/**/*.ts', 'src/modules/*/testing/**/*.ts']
const CLOCKS = ['src/platform/clock/**', 'src/platform/log/**']

const roomOf = (path) =>
  /^src\/modules\/[^/]+\//.exec(path)?.[0] ?? /^(?:src\/[^/]+|[^/]+)\//.exec(path)?.[0] ?? ''

/** Relative imports stay inside a module or a folder of `src`; committed data has no other address. */
const stayInRoom = {
  create: (context) => {
    const check = ({ source }) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return
      const path = relative(context.cwd, context.filename)
      const target = relative(context.cwd, resolve(dirname(context.filename), source.value))
      if (path.startsWith('src/') && !target.startsWith(roomOf(path)) && !target.startsWith('data/'))
        context.report({ node: source, message: `Leaves ${roomOf(path)}: use the #… address of the target.` })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check
    }
  }
}

const forbiddenForms = [
  {
    selector: "CallExpression[callee.property.name='formData']",
    message: 'Forms are read by readForm alone (platform/forms).'
  }
]
const forbiddenClocks = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Ask ctx.clock.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask ctx.clock.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Ask ctx.clock.' },
  { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: 'Ask ctx.clock.' }
]
const forbiddenCiphers = [
  {
    selector:
      'ImportSpecifier[imported.name=/^(createCipheriv|createDecipheriv|publicEncrypt|privateDecrypt)$/]',
    message: 'What is encrypted is encrypted by platform/crypto alone.'
  },
  {
    selector:
      "ImportExpression[source.value='@hpke/core'], ImportDeclaration[source.value='@hpke/core']:not([importKind='type'])",
    message: 'What is encrypted is encrypted by platform/crypto alone.'
  }
]
const forbiddenAnywhere = [
  { selector: 'SvelteStyleElement', message: 'Styles stand in src/ui/css, where stylelint reads them.' },
  { selector: 'SvelteAttribute[key.name=/^on[a-z]/]', message: 'The portal runs no script.' }
]
const forbiddenScripts = [
  ...forbiddenAnywhere,
  { selector: "SvelteElement[name.name='script']", message: 'The portal runs no script.' }
]

const patterns = (...regexes) => [
  'error',
  { patterns: regexes.map(([regex, message]) => ({ regex, message })) }
]
const anyModule = (names) => names.join('|') || '-'
const SERVER = [
  '(^|/)server/',
  'A component reaches no server code, not even its types: take them from index.ts.'
]
const INSIDE = [
  '^#modules/[^/]+/(?!(ui/)?index[.]ts$)',
  'A module is entered through index.ts or ui/index.ts.'
]
const WIRING = ['^#app/', 'Only the entries and the hooks use the wiring.']

/**
 * The doors for types that a component imports: they are gone before dependency-cruiser sees the component, so the
 * lint holds what `.dependency-cruiser.mjs` holds everywhere else.
 */
const doorsOfComponents = [
  { files: ['src/**/*.svelte'], rules: { 'no-restricted-imports': patterns(SERVER, INSIDE, WIRING) } },
  {
    files: ['src/ui/**/*.svelte', 'src/i18n/**/*.svelte', 'src/platform/**/*.svelte'],
    rules: {
      'no-restricted-imports': patterns(SERVER, WIRING, [
        '^#modules/',
        'ui, i18n and platform know no module.'
      ])
    }
  },
  {
    files: ['src/routes/(portal)/**/*.svelte'],
    rules: {
      'no-restricted-imports': patterns(SERVER, INSIDE, WIRING, [
        `^#modules/(?!(${anyModule(PORTAL_MODULES)})/)`,
        `The portal shows ${PORTAL_MODULES.join(', ')}; never ${NEVER_IN_PORTAL.join(', ')}.`
      ])
    }
  },
  ...Object.entries(EDGES).map(([module, friends]) => ({
    files: [`src/modules/${module}/**/*.svelte`],
    rules: {
      'no-restricted-imports': patterns(SERVER, INSIDE, WIRING, [
        `^#modules/(?!(${anyModule(friends)})/)`,
        `${module} may use: ${friends.join(', ') || 'no module'}.`
      ])
    }
  }))
]

const lengths = (lines) => ['error', { max: lines, skipBlankLines: false, skipComments: false }]

/** What ESLint itself recommends and neither TypeScript nor Prettier already sees to. */
const plainRules = {
  'array-callback-return': 'error',
  'constructor-super': 'error',
  eqeqeq: 'error',
  'for-direction': 'error',
  'no-async-promise-executor': 'error',
  'no-case-declarations': 'error',
  'no-compare-neg-zero': 'error',
  'no-cond-assign': 'error',
  'no-console': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': 'error',
  'no-debugger': 'error',
  'no-dupe-else-if': 'error',
  'no-duplicate-case': 'error',
  'no-empty': 'error',
  'no-empty-character-class': 'error',
  'no-empty-pattern': 'error',
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-implied-eval': 'error',
  'no-invalid-regexp': 'error',
  'no-irregular-whitespace': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': 'error',
  'no-new-func': 'error',
  'no-prototype-builtins': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unexpected-multiline': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-unused-labels': 'error',
  'no-useless-assignment': 'error',
  'no-useless-backreference': 'error',
  'no-useless-catch': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'require-yield': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
  'house/stay-in-room': 'error',
  'max-lines': lengths(400),
  'max-lines-per-function': ['error', { max: 80 }],
  'max-params': ['error', { max: 5 }],
  'no-restricted-syntax': ['error', ...forbiddenForms, ...forbiddenClocks, ...forbiddenCiphers]
}

/**
 * The strict rules, without those that do not see what a callback changes (`no-unnecessary-condition`), that expect
 * classes (`unbound-method`) or enums, that forbid what `noUncheckedIndexedAccess` asks for (`no-non-null-assertion`), or that
 * are taste.
 */
const typedRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-dynamic-delete': 'off',
  '@typescript-eslint/no-generated-empty-object-type': 'off',
  '@typescript-eslint/no-meaningless-void-operator': 'off',
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/no-unsafe-enum-comparison': 'off',
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }]
}

const svelteConfigs = svelte.configs.recommended.map((config) => ({ ...config, files: ['**/*.svelte'] }))

export default tseslint.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      'var/',
      'node_modules/',
      'data/',
      'tests/structure/canary/',
      'test-results/'
    ]
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { plugins: { house: { rules: { 'stay-in-room': stayInRoom } } } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
    rules: { ...plainRules, 'no-undef': 'error', 'no-unused-vars': 'error' }
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...plainRules, ...typedRules }
  },
  ...svelteConfigs,
  {
    files: ['**/*.svelte'],
    extends: [tseslint.configs.strict],
    languageOptions: {
      parser: svelteConfigs.find((config) => config.languageOptions?.parser).languageOptions.parser,
      parserOptions: { parser: tseslint.parser }
    },
    rules: {
      ...plainRules,
      'max-lines': lengths(300),
      'no-useless-assignment': 'off',
      'prefer-const': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/no-useless-mustaches': 'off',
      'svelte/no-target-blank': 'error'
    }
  },
  {
    files: PORTAL_MARKUP,
    rules: {
      'svelte/no-inline-styles': ['error', { allowTransitions: false }],
      'no-restricted-syntax': ['error', ...forbiddenForms, ...forbiddenClocks, ...forbiddenScripts]
    }
  },
  {
    files: ['src/ui/work/PasskeyButton.svelte', 'src/ui/work/WorkPage.svelte'],
    rules: { 'no-restricted-syntax': ['error', ...forbiddenForms, ...forbiddenClocks, ...forbiddenAnywhere] }
  },
  { files: ['src/ui/work/passkey.js', 'src/ui/work/keys.js'], languageOptions: { globals: globals.browser } },
  ...doorsOfComponents,
  { files: ['**/+page.server.ts'], rules: { 'max-lines': lengths(150) } },
  {
    files: ['src/platform/forms/**'],
    rules: { 'no-restricted-syntax': ['error', ...forbiddenClocks, ...forbiddenCiphers] }
  },
  {
    files: ['src/platform/crypto/**'],
    rules: { 'no-restricted-syntax': ['error', ...forbiddenForms, ...forbiddenClocks] }
  },
  { files: CLOCKS, rules: { 'no-restricted-syntax': ['error', ...forbiddenForms, ...forbiddenCiphers] } },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      'no-template-curly-in-string': 'off',
      '@typescript-eslint/no-misused-spread': 'off'
    }
  },
  {
    files: ['scripts/**', 'tests/**', 'e2e/**', '*.{js,ts,mjs}'],
    rules: { 'no-restricted-syntax': ['error', ...forbiddenForms] }
  },
  {
    files: ['src/main.ts', 'src/cli.ts', 'scripts/**', 'tests/**', 'e2e/**'],
    rules: { 'no-console': 'off' }
  },
  { files: LONGER_FILES, rules: { 'max-lines': 'off' } },
  prettier
)
