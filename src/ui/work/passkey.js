// @ts-check
/*
 * Asks the browser for a passkey, puts its answer into the button's form and sends the
 * form. Its texts stand in the page. WebAuthn Level 3, §5.1. Where the passkey can, it also computes the secret that opens its owner's key
 * (§10.1.4), which goes into a field of its own.
 */

/** @param {string} text base64url */
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

/** @param {ArrayBuffer} buffer */
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** @param {readonly { id: string }[]} [known] */
const withBytes = (known = []) => known.map((one) => ({ ...one, id: bytesOf(one.id) }))

/** @param {any} extensions */
const asked = ({ prf, ...extensions }) => ({
  ...extensions,
  prf: { eval: { first: bytesOf(prf.eval.first) } }
})

/** @param {any} credential */
const secretOf = (credential) => {
  const secret = credential.getClientExtensionResults().prf?.results?.first
  return secret ? textOf(secret) : ''
}

/** @param {any} options */
const create = async ({ challenge, user, excludeCredentials, extensions, ...options }) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(challenge),
      user: { ...user, id: bytesOf(user.id) },
      excludeCredentials: withBytes(excludeCredentials),
      extensions: asked(extensions)
    }
  })
  const { id, type, response } = /** @type {any} */ (made)
  const answer = {
    id,
    type,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? []
    }
  }
  return { answer, secret: secretOf(made) }
}

/** @param {any} options */
const get = async ({ challenge, allowCredentials, extensions, ...options }) => {
  const shown = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytesOf(challenge),
      allowCredentials: withBytes(allowCredentials),
      extensions: asked(extensions)
    }
  })
  const { id, type, response } = /** @type {any} */ (shown)
  const answer = {
    id,
    type,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      ...(response.userHandle?.byteLength ? { userHandle: textOf(response.userHandle) } : {})
    }
  }
  return { answer, secret: secretOf(shown) }
}

/** @type {Readonly<Record<string, string>>} */
const FAULTS = { NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'known' }

/** @param {HTMLElement} part */
const equip = (part) => {
  const { kind, options, ...texts } = part.dataset
  const [note, fault] = part.querySelectorAll('p')
  const button = part.querySelector('button')
  const [answer, secret] = part.querySelectorAll('input')
  if (!note || !fault || !button || !answer || !secret || !options) return
  if (!('credentials' in navigator) || !('PublicKeyCredential' in window)) {
    note.textContent = texts['unsupported'] ?? ''
    return
  }
  note.hidden = true
  button.hidden = false
  button.disabled = false
  button.addEventListener('click', async (event) => {
    event.preventDefault()
    const form = button.form
    if (!form) return
    button.disabled = true
    fault.textContent = ''
    try {
      const given = await (kind === 'create' ? create : get)(JSON.parse(options))
      answer.value = JSON.stringify(given.answer)
      secret.value = given.secret
      form.action = button.formAction
      form.submit()
      secret.value = ''
    } catch (problem) {
      const name = problem instanceof Error ? problem.name : ''
      fault.textContent = texts[FAULTS[name] ?? 'failed'] ?? ''
      button.disabled = false
    }
  })
}

for (const part of document.querySelectorAll('[data-passkey]')) if (part instanceof HTMLElement) equip(part)
