import stylelint from 'stylelint'

const sides = ['left', 'right', 'top', 'bottom']
const across = ['left', 'right']

/** Properties that name a side of the screen; the portal is read from either side. */
const PHYSICAL_PROPERTIES = [
  ...sides,
  ...['margin', 'padding', 'scroll-margin', 'scroll-padding'].flatMap((box) =>
    sides.map((side) => `${box}-${side}`)
  ),
  ...sides.map((side) => `border-${side}`),
  ...sides.flatMap((side) => ['color', 'style', 'width'].map((part) => `border-${side}-${part}`)),
  ...['top', 'bottom'].flatMap((row) => across.map((column) => `border-${row}-${column}-radius`)),
  'background-position-x'
]

/** Shorthands that set four sides in the order of the screen; two values are the same on both sides. */
const FOUR_SIDES = [
  'margin',
  'padding',
  'inset',
  'scroll-margin',
  'scroll-padding',
  'border-width',
  'border-style',
  'border-color'
]
const fourValues = /^(?:\S+\s+){3}\S+/
const namesSide = /\b(?:left|right)\b/

const isInPrint = (node) =>
  node.type === 'root' ? false : (node.type === 'atrule' && node.params === 'print') || isInPrint(node.parent)

const importantName = 'house/important-only-in-print'
const importantRule = () => (root, result) => {
  root.walkDecls((declaration) => {
    if (!declaration.important || isInPrint(declaration.parent)) return
    const message = '!important stands in print styles only.'
    stylelint.utils.report({ ruleName: importantName, result, node: declaration, message, word: 'important' })
  })
}
importantRule.ruleName = importantName
importantRule.messages = stylelint.utils.ruleMessages(importantName, {})

/** @type {import('stylelint').Config} */
export default {
  plugins: [stylelint.createPlugin(importantName, importantRule)],
  rules: {
    [importantName]: true,
    'property-disallowed-list': [
      PHYSICAL_PROPERTIES,
      { message: (property) => `${property} names a side of the screen: use the logical property.` }
    ],
    'declaration-property-value-disallowed-list': {
      ...Object.fromEntries(FOUR_SIDES.map((property) => [property, [fourValues]])),
      'border-radius': [fourValues],
      'background-position': [namesSide],
      'caption-side': across,
      clear: across,
      float: across,
      'object-position': [namesSide],
      'perspective-origin': [namesSide],
      'text-align': across,
      'text-align-last': across,
      'transform-origin': [namesSide]
    },
    'selector-max-id': 0,
    'block-no-empty': true,
    'color-no-invalid-hex': true,
    'custom-property-no-missing-var-function': true,
    'declaration-block-no-duplicate-custom-properties': true,
    'declaration-block-no-duplicate-properties': [
      true,
      { ignore: ['consecutive-duplicates-with-different-values'] }
    ],
    'declaration-block-no-shorthand-property-overrides': true,
    'font-family-no-duplicate-names': true,
    'function-calc-no-unspaced-operator': true,
    'keyframe-declaration-no-important': true,
    'named-grid-areas-no-invalid': true,
    'no-duplicate-at-import-rules': true,
    'no-invalid-double-slash-comments': true,
    'no-invalid-position-at-import-rule': true,
    'no-irregular-whitespace': true,
    'property-no-unknown': true,
    'selector-pseudo-class-no-unknown': true,
    'selector-pseudo-element-no-unknown': true,
    'selector-type-no-unknown': true,
    'string-no-newline': true,
    'unit-no-unknown': true
  }
}
