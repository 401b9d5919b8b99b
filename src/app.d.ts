import type { Actor, Installation, PasskeySite, SignedIn } from '#modules/access/index.ts'
import type { Refusal, SignOnProvider } from '#modules/access/server/index.ts'
import type { Answers, Search } from '#modules/finder/index.ts'
import type { SiteFacts } from '#modules/publishing/index.ts'
import type { Locale } from '#i18n/locales.ts'
import type { WorkLocale } from '#i18n/workTexts.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { SystemEye } from '#platform/system/server/systemEye.ts'

declare global {
  namespace App {
    interface Locals {
      /** The language of the answer: the address's or, where it names none, the browser's wish. */
      locale: Locale
      /** The language of pages that staff read. */
      language?: WorkLocale
      /** What a form of this session has to carry on pages that staff read. */
      formToken?: string | undefined
      /** An authenticator app that is being set up, and is shown again. */
      enrolling?: string
      /** There where this request has added a second factor and answers with one-time codes: nothing else is begun. */
      enrolled?: true
      /** Where passkeys hold; absent where the page was opened at another address, or browsers know none there. */
      passkeys?: PasskeySite
      ctx: Ctx
      /** The database with the eyes of sign-in; there on the pages behind it and around it. */
      auth?: Ctx
      /** By which people may sign in besides their password; there with `auth` where one is set. */
      signOn?: SignOnProvider | undefined
      /** The running session, also one that still waits for the second factor. */
      signedIn?: SignedIn
      /** Who is signed in with both factors; absent for everyone else. */
      actor?: Actor
      /** The database with the eyes of signed-in work; there with `actor`. */
      work?: Ctx
      /** What went wrong for good with this request, as its page says it. */
      fault?: Error | undefined
      /** Absent before the installation is set up. */
      installation: Installation | undefined
      /** What the site file says; absent while facts are missing, and then nothing is public. `folder` never leaves the server. */
      site: (SiteFacts & { readonly folder: string }) | undefined
      /** What the page of the system looks at; there with `work`. */
      system?: SystemEye
      /** What the finder's forms posted; lives as long as the request and is never logged. */
      answers?: Answers
      /** A place that was typed before an earlier question was asked again. */
      posted?: Search
    }
    interface Error {
      /** Names a fault in the log; the only thing a page shows of it. */
      id?: string
      /** With 403: who may, and whom to ask. */
      refusal?: Refusal
    }
  }
}
