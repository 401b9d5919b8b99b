/**
 * Data of a page that only the server reads. SvelteKit writes whatever `load` returns into the page for its own scripts,
 * also where a page has none; of this it writes nothing.
 */
export class ServerOnly<Value> {
  readonly value: Value

  constructor(value: Value) {
    this.value = value
  }
}
