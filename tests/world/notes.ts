import type { Answer, World } from './world.ts'
import { all, text } from './xml.ts'

/** What clients do with the notes at a path: `/accounts/../orders/../notes`. */
export function noteJourney(world: World, path: string) {
  const body = (userId: string, description: string) => `<Note><UserId>${userId}</UserId><Description>${description}</Description></Note>`
  return {
    async add(userId: string, description: string): Promise<{ answer: Answer, noteId: string }> {
      const answer = await world.api('POST', path, body(userId, description))
      return { answer, noteId: answer.headers.get('location')?.split('/').at(-1) ?? '' }
    },
    change: (noteId: string, userId: string, description: string) => world.api('PUT', `${path}/${noteId}`, body(userId, description)),
    async list(): Promise<string[]> {
      const answer = await world.api('GET', path)
      if (answer.status === 204) return []
      return all(answer.xml, 'Note').map((note) => `${text(note, 'Id')} ${text(note, 'UserId')}: ${text(note, 'Description')}`)
    },
  }
}
