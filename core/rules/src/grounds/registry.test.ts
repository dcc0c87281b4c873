import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GroundCode } from '../codes.ts'
import { findTest, GROUNDS } from './registry.ts'

test('[RR-0] every ground has tests, and a name that is no test finds nothing', () => {
  for (const code of GroundCode.options) assert.ok(Object.keys(GROUNDS[code].tests).length > 0, code)
  assert.equal(findTest('age', 'constructor'), undefined)
})
