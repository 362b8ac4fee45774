import tseslint from 'typescript-eslint'

const clockOnly = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from the clock: clock.now().' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time comes from the clock: clock.now().' },
]
const noAs = [
  { selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])", message: 'No "as" outside the kernel: parse or narrow instead.' },
]

export default tseslint.config(
  { ignores: ['dist/', '.numberplane/', '.tmp/', 'coverage/', 'src/kernel/db/schema.ts', 'console/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', ...clockOnly, ...noAs],
      'no-restricted-imports': ['error', { patterns: [{ group: ['*.json'], message: 'Read data through its loader.' }] }],
    },
  },
  { files: ['src/kernel/**'], rules: { 'no-restricted-syntax': ['error', ...clockOnly] } },
  { files: ['src/kernel/clock/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/contract.ts'], rules: { 'max-lines': ['error', 600] } },
  {
    files: ['**/*.test.ts', 'tests/**', 'bench/**', 'tools/**'],
    rules: { 'max-lines-per-function': 'off', 'no-restricted-syntax': 'off' },
  },
)
