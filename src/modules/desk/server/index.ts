export { changeTeamNote, deleteTeamNote, forgetOldNotes, listTeamNotes, writeTeamNote } from './teamNotes.ts'
export { exportNotesOf, exportTasksOf } from './privacy.ts'
export { countDueTasks, listTasks, listTasksForToday, TASKS_PAGE } from './listTasks.ts'
export {
  changeTask,
  deleteTask,
  finishTask,
  forgetOldTasks,
  getTask,
  reopenTask,
  writeTask
} from './tasks.ts'
