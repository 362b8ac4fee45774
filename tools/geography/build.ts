// Regenerates data/ from the packages and the tables beside this file: `node tools/geography/build.ts`.
// With --check nothing is written; the exit code is 1 when a committed file differs. With --unknown the cities
// that found no place are listed.
import { readFileSync, writeFileSync } from 'node:fs'
import { buildGeography } from './geography.ts'

const { files, dropped, unknownCities } = buildGeography()
const check = process.argv.includes('--check')
for (const [name, text] of files) {
  const file = new URL(`../../data/${name}`, import.meta.url)
  if (!check) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`data/${name} is out of date: run node tools/geography/build.ts`)
    process.exitCode = 1
  }
  console.log(`data/${name}: ${text.split('\n').length - 2} rows, ${text.length} bytes`)
}
for (const [reason, count] of Object.entries(dropped)) console.log(`left out, ${reason}: ${count}`)
if (process.argv.includes('--unknown')) {
  for (const [text, count] of unknownCities) console.log(`unknown: ${text} (${count})`)
}
