export { default as TaskFields } from './TaskFields.svelte'
export { default as TaskRows } from './TaskRows.svelte'
