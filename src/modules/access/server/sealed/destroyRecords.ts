import type { Tx } from '#platform/db/server/database.ts'
import type { RecordKeyId } from '../../model.ts'
import { noteErasure } from '../erasureRepository.ts'
import { deleteRecordKeys } from './recordKeyRepository.ts'

/** Destroys the keys of records: nothing opens what was sealed under them any more, and a restored backup destroys them again. The rows go in the same transaction, or stay as what nobody can read. */
export const destroyRecords = async (tx: Tx, keyIds: readonly RecordKeyId[]): Promise<void> => {
  for (const id of await deleteRecordKeys(tx, keyIds)) await noteErasure(tx, 'recordKey', id)
}
