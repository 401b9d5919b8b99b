import { createContext } from 'svelte'
import { workTextsFor, type WorkLocale, type WorkMessageKey, type WorkTexts } from '#i18n/workTexts.ts'

/** A part of the workspace that whoever is signed in may open. */
export interface Section {
  readonly href: string
  readonly name: WorkMessageKey
  /** How much of it is due. */
  readonly due: number
}

/** What every page of the workspace, and of the way into it, knows about its request. */
export interface WorkFrame {
  readonly language: WorkLocale
  /** True while the address says the language: there is no account yet whose choice it is. */
  readonly mayChoose: boolean
  /** The association that runs the installation; absent before it is set up. */
  readonly installation: { readonly name: string; readonly demo: boolean } | undefined
  /** Who is signed in; absent before that. */
  readonly me: { readonly name: string; readonly roles: readonly WorkMessageKey[] } | undefined
  readonly sections: readonly Section[]
  /** The provider by which people may sign in besides their password, and whether it did not answer just now. */
  readonly signOn: { readonly name: string; readonly away: boolean } | undefined
  /** What every form of a session carries, so that nobody else can have made it; '' before there is a session. */
  readonly formToken: string
  /** What they typed that did not arrive, and whether this session cannot open it; none before someone is signed in. */
  readonly drafts: {
    readonly waiting: readonly { readonly id: string; readonly madeAt: Temporal.Instant }[]
    readonly locked: boolean
  }
  /** Whether single keys lead through the workspace. */
  readonly keyboard: boolean
  /** What was just done, said once. */
  readonly flash: WorkMessageKey | undefined
}

const [useWorkFrame, provideWorkFrame] = createContext<() => WorkFrame>()

export { useWorkFrame, provideWorkFrame }

/** The staff's texts in the page's language. */
export const useWorkTexts = (): WorkTexts => workTextsFor(useWorkFrame()().language)
