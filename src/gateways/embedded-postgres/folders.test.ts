import { spawnSync } from 'node:child_process'
import { chmod, chown, cp, lchown, lstat, mkdir, readdir, stat, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseAccount, parsePasswd, serverAccount } from './account.ts'
import { copyForServer } from './binary-copy.ts'
import { packageFolder, usableBinaries } from './binaries.ts'
import { EmbeddedPostgresError, startEmbeddedPostgres } from './index.ts'
import { canRunAs, isRoot, linkTree, NOBODY, spawnOwner, sql, temporaryFolder } from './testing.ts'

const quiet = (): void => undefined
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => { await folder.remove() })

/** The message of a start that fails; it must be one line. */
async function refusal(dataDir: string): Promise<string> {
  const error: unknown = await startEmbeddedPostgres({ dataDir, log: quiet }).then(
    async (database) => { await database.stop() }, (reason: unknown) => reason)
  if (!(error instanceof EmbeddedPostgresError)) throw new Error('the start did not fail so', { cause: error })
  expect(error.message).not.toContain('\n')
  return error.message
}

describe('a data folder that cannot be used', () => {
  it('is refused in one line when it is a file, or below a file', async () => {
    const file = join(folder.path, 'file')
    await writeFile(file, '')
    expect(await refusal(file)).toBe(`Cannot use the data folder ${file}: not a directory`)
    const below = join(file, 'below')
    expect(await refusal(below)).toBe(`Cannot use the data folder ${below}: not a directory`)
  })

  it.runIf(!isRoot || canRunAs(NOBODY))('is refused in one line when it may not be written', async () => {
    const dataDir = join(folder.path, 'closed')
    await mkdir(dataDir)
    await chmod(folder.path, 0o755)
    await chmod(dataDir, 0o555)
    const owner = spawnOwner(dataDir, isRoot ? NOBODY : undefined)
    expect((await owner.next()).error).toMatch(/^Cannot .*data folder .*closed.*: permission denied$/)
    await owner.ended
  })

  it('is refused in one line when another PostgreSQL version wrote it', async () => {
    await mkdir(join(folder.path, 'postgres'))
    await writeFile(join(folder.path, 'postgres', 'PG_VERSION'), '15\n')
    expect(await refusal(folder.path))
      .toContain('was written by PostgreSQL 15, but this Numberplane brings PostgreSQL 18')
  })

  it('is refused and left alone when it holds something else', async () => {
    await mkdir(join(folder.path, 'postgres'))
    await writeFile(join(folder.path, 'postgres', 'letter.txt'), 'keep me')
    expect(await refusal(folder.path)).toContain('holds something that is not a database')
    expect(await readdir(join(folder.path, 'postgres'))).toEqual(['letter.txt'])
  })

  it('is refused in one line when the disk is full, and usable once there is room', async ({ skip }) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder.path])
    if (mounted.status !== 0) skip('a small disk cannot be mounted here')
    try {
      const dataDir = join(folder.path, 'data')
      expect(await refusal(dataDir)).toMatch(/^Cannot create a database in .*: .*No space left on device/)
      expect(await readdir(dataDir)).not.toContainEqual(expect.stringContaining('new'))
      spawnSync('mount', ['-o', 'remount,size=200m', folder.path])
      const database = await startEmbeddedPostgres({ dataDir, log: quiet })
      await database.stop()
      await writeFile(join(folder.path, 'filler'), Buffer.alloc(300 << 20)).catch(() => undefined)
      expect(await refusal(dataDir)).toMatch(/no space left/i)
      await unlink(join(folder.path, 'filler'))
      await (await startEmbeddedPostgres({ dataDir, log: quiet })).stop()
    } finally {
      expect(spawnSync('umount', [folder.path]).status).toBe(0)
    }
  })
})

describe.runIf(isRoot)('started by root', () => {
  it('takes over data that root copied, and clears what a cut-off first start left', async () => {
    const dataDir = join(folder.path, 'data')
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    await sql(database.url, 'create table kept as select 7 as n')
    await database.stop()
    const restored = join(folder.path, 'restored')
    await cp(dataDir, restored, { recursive: true })
    expect((await stat(join(restored, 'postgres'))).uid).toBe(0)
    await mkdir(join(restored, 'postgres.new-abcdef'))
    const again = await startEmbeddedPostgres({ dataDir: restored, log: quiet })
    expect(await sql(again.url, 'select n from kept')).toEqual([{ n: 7 }])
    await again.stop()
    expect(await readdir(restored)).not.toContain('postgres.new-abcdef')
  })

  it('works where only root may enter, with the programs there as well: a copy of them runs', async () => {
    const source = join(folder.path, 'package', 'native')
    await linkTree(join(packageFolder(), '..'), join(folder.path, 'package'), { symlinks: 'keep' })
    await chmod(join(folder.path, 'package'), 0o700)
    const open = await temporaryFolder()
    try {
      await chmod(open.path, 0o755)
      const targets = [{ folder: join(open.path, 'programs'), owner: 0 }]
      const account = await serverAccount({ cluster: join(folder.path, 'none'), dataDir: folder.path })
      const { postgres, major } = await usableBinaries(account, targets, source)
      expect(postgres).toContain(join(open.path, 'programs', 'postgres-18.'))
      expect(major).toBe('18')
      const made = await lstat(postgres)
      await usableBinaries(account, targets, source)
      expect((await lstat(postgres)).ino).toBe(made.ino)

      // A copy that somebody else could have changed is made anew.
      await chown(postgres, NOBODY, NOBODY)
      await usableBinaries(account, targets, source)
      expect((await lstat(postgres)).uid).toBe(0)
      await chmod(join(open.path, 'programs'), 0o777)
      await expect(usableBinaries(account, targets, source)).rejects.toThrow('can be changed by other users')
    } finally {
      await open.remove()
    }
  })

  it('refuses to copy into a place that is a link of somebody else', async () => {
    const place = join(folder.path, 'programs')
    await symlink('/etc', place)
    await lchown(place, NOBODY, NOBODY)
    await expect(copyForServer(packageFolder(), [{ folder: place, owner: 0 }]))
      .rejects.toThrow('can be changed by other users')
  })
})

it('programs whose library links were never made run from a copy', async () => {
  await chmod(folder.path, 0o755)
  const source = join(folder.path, 'package', 'native')
  await linkTree(join(packageFolder(), '..'), join(folder.path, 'package'), { symlinks: 'drop' })
  const targets = [{ folder: join(folder.path, 'programs'), owner: process.getuid?.() ?? 0 }]
  const { initdb } = await usableBinaries(undefined, targets, source)
  expect(initdb).toContain(join(folder.path, 'programs'))
})

describe('chooseAccount', () => {
  const passwd = parsePasswd(
    'root:x:0:0::/root:/bin/sh\n#\nann:x:1000:1001::/home/ann:/bin/sh\nnobody:x:65534:65533:::\n')
  const root = { uid: 0, gid: 0 }
  const ann = { uid: 1000, gid: 5 }

  it.each([
    ['the owner of the data, known or not', { cluster: { uid: 77, gid: 78 }, dataDir: root }, { uid: 77, gid: 78 }],
    ['else the owner of the data folder', { cluster: undefined, dataDir: ann }, ann],
    ['else an account for such work', { cluster: root, dataDir: { uid: 1234, gid: 5 } }, { uid: 65534, gid: 65533 }],
  ])('takes %s', (_, owners, expected) => {
    expect(chooseAccount(passwd, owners)).toEqual(expected)
  })

  it('takes nobody when there is no such account', () => {
    expect(chooseAccount(passwd.slice(0, 1), { cluster: undefined, dataDir: root })).toBeUndefined()
  })
})
