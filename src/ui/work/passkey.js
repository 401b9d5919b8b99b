// @ts-check
/*
 * The one script of these pages: asks the browser for a passkey, puts its answer into the button's form and sends the
 * form. Its texts stand in the page. WebAuthn Level 3, §5.1.
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

/** @param {any} options */
const create = async ({ challenge, user, excludeCredentials, ...options }) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(challenge),
      user: { ...user, id: bytesOf(user.id) },
      excludeCredentials: withBytes(excludeCredentials)
    }
  })
  const { id, type, response } = /** @type {any} */ (made)
  return {
    id,
    type,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? []
    }
  }
}

/** @param {any} options */
const get = async ({ challenge, allowCredentials, ...options }) => {
  const shown = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytesOf(challenge), allowCredentials: withBytes(allowCredentials) }
  })
  const { id, type, response } = /** @type {any} */ (shown)
  return {
    id,
    type,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      ...(response.userHandle?.byteLength ? { userHandle: textOf(response.userHandle) } : {})
    }
  }
}

/** @type {Readonly<Record<string, string>>} */
const FAULTS = { NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'known' }

/** @param {HTMLElement} part */
const equip = (part) => {
  const { kind, options, ...texts } = part.dataset
  const [note, fault] = part.querySelectorAll('p')
  const button = part.querySelector('button')
  const answer = part.querySelector('input')
  if (!note || !fault || !button || !answer || !options) return
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
      answer.value = JSON.stringify(given)
      form.action = button.formAction
      form.submit()
    } catch (problem) {
      const name = problem instanceof Error ? problem.name : ''
      fault.textContent = texts[FAULTS[name] ?? 'failed'] ?? ''
      button.disabled = false
    }
  })
}

for (const part of document.querySelectorAll('[data-passkey]')) if (part instanceof HTMLElement) equip(part)
