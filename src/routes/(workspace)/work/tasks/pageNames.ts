import { match } from '$app/paths'
import type { Task } from '#modules/desk/index.ts'
import type { WorkMessageKey } from '#i18n/workTexts.ts'
import { findFormPage } from '../drafts/findFormPage.ts'

/** What the pages are called that tasks are about, by their path; those without a name of their own are left out. */
export const pageNames = async (
  tasks: readonly Task[],
  url: Pick<URL, 'origin'>
): Promise<Readonly<Record<string, WorkMessageKey>>> => {
  const links = tasks.flatMap(({ words }) => (words.state === 'open' && words.text.link) || [])
  const named = await Promise.all(
    [...new Set(links)].map(async (link) => [link, (await findFormPage(link, url, match))?.section] as const)
  )
  return Object.fromEntries(named.flatMap(([link, name]) => (name ? [[link, name]] : [])))
}
