export { exchangePlaces } from './geography/exchange-places.ts'
export { loadGeography, type Exchange, type Geography, type Npa, type NpaKind, type RateCenter } from './geography/geography.ts'
export { randomStream } from './geography/random.ts'
export { sandboxNumbers, type SandboxNumber } from './geography/sandbox-numbers.ts'
export { planImports, type PlanImportKind } from './import/import-plan.ts'
export { nnRouteName, nnRoutes, type NnRoute } from './nn-route/repository.ts'
export { blocksOf, hasCode } from './plan/blocks.ts'
export { lataIn } from './plan/lata.ts'
export { loadPlan } from './plan/load-plan.ts'
export { localArea, placeOfNumber, type LocalArea, type NumberPlace } from './plan/local-area.ts'
export {
  citiesOf, expressedConditions, isLocalTo, knownAreaCodes, localTo, npaExists, npaIsServed, placeConditions, placeValues, rateCentersExist, rateCentersFor, tollFreeArray, tollFreeCodes,
  type PlaceCriteria, type PlaceExpressions, type PlannedRateCenter,
} from './plan/repository.ts'
export type { CarrierDirectory, CsrSupport, ExchangePlace, ExchangePlaces, ServingCarrier } from './ports.ts'
export { AnyTn } from './tn/any-tn.ts'
export { readNumbers } from './tn/number-list.ts'
export { formatTn, Tn } from './tn/tn.ts'
