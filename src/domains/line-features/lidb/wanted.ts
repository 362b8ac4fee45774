import { z } from 'zod'
import { ApiError, type Problem } from '../../../kernel/errors/catalogue.ts'
import { lineErrors } from '../errors.ts'
import type { CallingName } from '../ports.ts'
import { problemsOfOrder, readNumbers, type WantedNumbers } from '../wanted.ts'
import type { LidbGroup, LidbRequest } from './contract.ts'
import { lidbErrors } from './errors.ts'

const LONGEST_NAME = 15

/** What stands for a number, as it is stored. */
export const StoredName = z.object({
  subscriberInformation: z.string(), useType: z.enum(['RESIDENTIAL', 'BUSINESS']), visibility: z.enum(['PUBLIC', 'PRIVATE']),
}) satisfies z.ZodType<CallingName>

const { useType: UseType, visibility: Visibility } = StoredName.shape
const word = (text: string | undefined) => text?.trim().toUpperCase()

/** What is wrong with a name: it is shown as it is written, and displays have 15 places. */
function nameProblem(name: string): Problem | undefined {
  if (name.trim() === '') return lineErrors.required.problem({ field: 'SubscriberInformation' })
  if (/^\s/.test(name)) return lidbErrors.leadingBlank.problem()
  if (/\p{Cc}/u.test(name)) return lidbErrors.refused.problem({ reason: 'it holds a tab, a line break or another control character' })
  return [...name].length > LONGEST_NAME ? lidbErrors.nameTooLong.problem({ most: LONGEST_NAME }) : undefined
}

/** What is to be entered for the numbers of a group, or what is wrong with it. */
export function readGroup({ subscriberInformation = '', useType, visibility }: LidbGroup): { readonly entry: CallingName } | { readonly problems: readonly Problem[] } {
  const name = nameProblem(subscriberInformation)
  const [use, seen] = [UseType.safeParse(word(useType)), Visibility.safeParse(word(visibility))]
  if (!name && use.success && seen.success) return { entry: { subscriberInformation, useType: use.data, visibility: seen.data } }
  return { problems: [name, use.success ? undefined : lidbErrors.useType.problem(), seen.success ? undefined : lidbErrors.visibility.problem()].filter((problem) => problem !== undefined) }
}

/** An order as it is stored: the groups as they were written, the words in their documented form. */
export interface WantedNames {
  readonly wanted: WantedNumbers<CallingName>
  readonly stored: readonly LidbGroup[]
}

/** Reads an order. Throws everything that is wrong with its groups, each kind of problem once: 1003, 1005, 5052, 5093, 5095, 11005, 11006, 11007, 11024. */
export function readOrder(request: LidbRequest): WantedNames {
  const { lidbTnGroups = [] } = request
  if (lidbTnGroups.every(({ telephoneNumbers = [] }) => telephoneNumbers.length === 0)) throw lineErrors.required({ field: 'TelephoneNumber' })
  const read = lidbTnGroups.map(({ telephoneNumbers = [], ...group }) => ({ telephoneNumbers, ...readGroup(group) }))
  const problems = [...problemsOfOrder(request), ...read.flatMap((group) => 'problems' in group ? group.problems : [])]
  if (problems.length > 0) throw new ApiError(400, [...new Map(problems.map((problem) => [problem.code, problem])).values()])
  const groups = read.flatMap((group) => 'entry' in group ? [group] : [])
  return {
    wanted: readNumbers(groups, lidbErrors.unknown),
    stored: groups.map(({ telephoneNumbers, entry }) => ({ telephoneNumbers: [...telephoneNumbers], ...entry })),
  }
}
