/**
 * Who may import whom. The picture is in docs/architecture.md. Test files may import anything.
 * @type {import('dependency-cruiser').IConfiguration}
 */

const noTest = '[.]test[.]ts$|/testing[.]ts$|/golden-cases[.]ts$'
const domain = (name) => `^src/domains/${name}/`

/** What each domain may reach besides the kernel and itself, always through the other's index.ts. */
const below = {
  numbering: [],
  accounts: [],
  locations: ['accounts'],
  inventory: ['numbering', 'locations', 'accounts'],
  ordering: ['inventory', 'numbering', 'locations', 'accounts'],
  hosting: ['inventory', 'numbering', 'locations', 'accounts'],
  porting: ['inventory', 'numbering', 'locations', 'accounts'],
  'line-features': ['inventory', 'numbering', 'locations', 'accounts'],
  emergency: ['inventory', 'numbering', 'locations', 'accounts'],
  subscriptions: ['accounts'],
  sandbox: [],
}

const domainRules = Object.entries(below).map(([name, reachable]) => ({
  name: `domain-${name}`,
  comment: `${name} imports ${['the kernel', ...reachable].join(', ')} and nothing else of ours: anything more is a port or a reaction in main.`,
  severity: 'error',
  from: { path: domain(name), pathNot: noTest },
  to: { path: '^src/', pathNot: ['^src/kernel/', domain(name), ...reachable.map((other) => `^src/domains/${other}/index[.]ts$`)] },
}))

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or miss a third. Types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-knows-nobody',
      comment: 'The kernel knows no telephone number: it imports only itself.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: noTest },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    ...domainRules,
    {
      name: 'domain-unknown',
      comment: 'A new domain says in this file whom it may import.',
      severity: 'error',
      from: { path: '^src/domains/', pathNot: [noTest, ...Object.keys(below).map(domain)] },
      to: { path: '^src/(domains|gateways|main)/' },
    },
    {
      name: 'through-the-door',
      comment: "A domain is entered through its index.ts; gateways take a domain's ports.ts.",
      severity: 'error',
      from: { path: '^src/(kernel|gateways|main)/', pathNot: noTest },
      to: { path: '^src/domains/[^/]+/', pathNot: '^src/domains/[^/]+/(index|ports)[.]ts$' },
    },
    {
      name: 'gateways-implement-ports',
      comment: 'A gateway knows the ports that it implements, the kernel and itself; not the domains behind the ports, not its siblings.',
      severity: 'error',
      from: { path: '^src/gateways/([^/]+)/', pathNot: noTest },
      to: { path: '^src/', pathNot: ['^src/kernel/', '^src/gateways/$1/', '^src/domains/[^/]+/ports[.]ts$'] },
    },
    {
      name: 'main-is-the-top',
      comment: 'main puts everything together; nobody imports it.',
      severity: 'error',
      from: { path: '^src/(kernel|domains|gateways)/', pathNot: noTest },
      to: { path: '^src/main/' },
    },
    {
      name: 'buckets-where-wanted',
      comment: 'The client of S3 is large: it is imported when a bucket is configured, not before.',
      severity: 'error',
      from: { path: '^src/', pathNot: [noTest, '^src/gateways/storage-s3/'] },
      to: { path: ['^src/gateways/storage-s3/', '^node_modules/@aws-sdk/'], dynamic: false },
    },
    {
      name: 'product-without-tests',
      comment: 'What is shipped does not import tests, tools, benchmarks or development dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: noTest },
      to: { path: [noTest, '^(tests|tools|bench)/'] },
    },
    {
      name: 'no-dev-dependency',
      comment: 'A package that the product imports is a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^src/', pathNot: noTest },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      comment: 'Every import leads to a file or package that is there.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
