import type { Component } from 'svelte'
import type { Database } from '#platform/db/server/database.ts'
export type Model = [Component, Database]
