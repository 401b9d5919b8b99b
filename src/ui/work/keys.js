// @ts-check
/*
 * Single keys of the workspace: each leads to the element that carries it (data-key). Nothing happens while somebody types, or with a key
 * held down beside it; a colleague turns them off in their profile (WCAG 2.2, 2.1.4). Escape leaves a field.
 */

/** @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName))

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
  if (isField(event.target)) {
    if (event.key === 'Escape') /** @type {HTMLElement} */ (event.target).blur()
    return
  }
  const lead = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
  if (!(lead instanceof HTMLElement)) return
  event.preventDefault()
  if (isField(lead)) lead.focus()
  else lead.click()
})
