export { default as CaseHeader } from './CaseHeader.svelte'
