import type { Locale } from '#i18n/locales.ts'
import { textsFor } from '#i18n/texts.ts'
import { ACCESSIBILITY_CODES, type AccessibilityCode } from '../model.ts'

const KEYS = {
  'step-free': 'accessibility_step_free',
  lift: 'accessibility_lift',
  'accessible-toilet': 'accessibility_accessible_toilet',
  parking: 'accessibility_parking',
  'induction-loop': 'accessibility_induction_loop',
  'sign-language': 'accessibility_sign_language',
  'quiet-room': 'accessibility_quiet_room',
  'child-friendly': 'accessibility_child_friendly'
} as const satisfies Record<AccessibilityCode, string>

/** One thing that is known of a building, in words. */
export const accessibilityWord = (code: AccessibilityCode, locale: Locale): string =>
  textsFor(locale)(KEYS[code])

/** What is known of a building besides its entrance, in words and always in the same order. */
export const accessibilityWords = (known: readonly AccessibilityCode[], locale: Locale): string[] =>
  ACCESSIBILITY_CODES.filter((code) => code !== 'step-free' && known.includes(code)).map((code) =>
    accessibilityWord(code, locale)
  )
