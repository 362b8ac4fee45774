/** The life of an order whose work begins when it comes: nobody sees it RECEIVED, but its history has that. */
export const twoSteps = {
  states: { RECEIVED: 'system', PROCESSING: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    begin: { from: ['RECEIVED'], to: 'PROCESSING' },
    complete: { from: ['PROCESSING'], to: 'COMPLETE' },
    completePartly: { from: ['PROCESSING'], to: 'PARTIAL' },
    fail: { from: ['PROCESSING'], to: 'FAILED' },
  },
  notify: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
} as const
