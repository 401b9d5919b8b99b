export { default as CountyBoard } from './CountyBoard.svelte'
