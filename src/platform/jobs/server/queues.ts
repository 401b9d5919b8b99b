/** What a job is about: a record of an organisation, by ids and nothing else. */
export interface JobRecord {
  readonly organisationId: string
  readonly id: string
}

/**
 * The queues and how pg-boss keeps their jobs. `short`: a record waits in a queue once at most. `retry…` is for work
 * that faulted; whoever wants to try again later for a reason enqueues anew. A job that is done or given up is
 * told of for a week. Times in seconds.
 */
export const QUEUES = {
  'mail.send': {
    policy: 'short',
    retryLimit: 3,
    retryDelay: 30,
    retryBackoff: true,
    expireInSeconds: 120,
    deleteAfterSeconds: 7 * 86_400
  }
} as const

export type QueueName = keyof typeof QUEUES
