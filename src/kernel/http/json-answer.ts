/**
 * The body of another server's answer as JSON; undefined for one that is none or has more than `mostBytes`, of which no more
 * than that is read. Rejects as `fetch` does where the connection breaks.
 */
export async function jsonAnswer(response: Response, mostBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    // Leaving the loop lets go of the rest.
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
