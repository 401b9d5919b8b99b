import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = ({ locals }) => {
  const { locale, installation, answers } = locals
  const carried: Record<string, string> = { ...answers }
  return {
    locale,
    installation: installation && { name: installation.name, demo: installation.demo },
    carried
  }
}
