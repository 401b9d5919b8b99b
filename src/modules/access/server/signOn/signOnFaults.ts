/** What the library or the system calls a fault; the provider's own words may hold names and stay out of the log. */
export const codeOf = (fault: unknown): string => {
  const { code, cause } = fault as { readonly code?: unknown; readonly cause?: unknown }
  if (typeof code === 'string') return code
  return cause instanceof Error ? codeOf(cause) : ''
}

/** Whether the provider did not answer, answered too slowly or with a fault of its own. */
export const isSilence = (fault: unknown): boolean => {
  if (!(fault instanceof Error)) return false
  if (fault.name === 'TimeoutError' || codeOf(fault) === 'OAUTH_TIMEOUT') return true
  const { status } = fault as { readonly status?: unknown }
  if (typeof status === 'number') return status >= 500
  return (
    /^E[A-Z]+$|^UND_ERR/.test(codeOf(fault)) || (fault.cause instanceof Response && fault.cause.status >= 500)
  )
}
