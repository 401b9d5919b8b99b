/** Names of fields that hold a secret and do not say so by themselves. */
const SECRETS: readonly string[] = ['current', 'code', 'answer']

/** Whether a field holds a secret: never shown again, and never kept as a draft, however it was typed. */
export const isSecretField = (name: string): boolean =>
  SECRETS.includes(name) || /password|passphrase|secret|token/i.test(name)

/** Fields without those that hold a secret. */
export const withoutSecrets = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isSecretField(name)))
