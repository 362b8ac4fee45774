/** The least Node.js release that runs the program; package.json's `engines` says the same. */
export const LEAST_NODE = '22.18'

/** What to tell somebody whose Node.js is too old; undefined where it will do. `version` is like `20.11.1`. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = LEAST_NODE.split('.').map(Number)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined
  return `Node.js ${LEAST_NODE} or newer is needed; this is ${version}`
}
