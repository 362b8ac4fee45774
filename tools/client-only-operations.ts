/**
 * Operations that published clients call and no documentation describes. They answer 501 like documented ones that
 * nobody has built, so that a client gets an error that it can read instead of a 404.
 */
export const clientOnlyOperations = [
  { id: 'users-get', at: 'GET /users', group: 'users', summary: 'List the users that the caller may see' },
  { id: 'csrs-id-notes-get', at: 'GET /accounts/{accountId}/csrs/{orderId}/notes', group: 'csrs', summary: 'List notes of a customer service record order' },
  { id: 'csrs-id-notes-post', at: 'POST /accounts/{accountId}/csrs/{orderId}/notes', group: 'csrs', summary: 'Attach a note to a customer service record order' },
  { id: 'csrs-id-notes-id-put', at: 'PUT /accounts/{accountId}/csrs/{orderId}/notes/{noteId}', group: 'csrs', summary: 'Change one note of a customer service record order' },
  { id: 'csrs-id-notes-id-post', at: 'POST /accounts/{accountId}/csrs/{orderId}/notes/{noteId}', group: 'csrs', summary: 'Change one note of a customer service record order, as one client does it' },
  { id: 'move-tns-get', at: 'GET /accounts/{accountId}/moveTns', group: 'moveTns', summary: 'List orders that move numbers between locations' },
  { id: 'move-tns-post', at: 'POST /accounts/{accountId}/moveTns', group: 'moveTns', summary: 'Create an order that moves numbers between locations' },
  { id: 'move-tns-id-get', at: 'GET /accounts/{accountId}/moveTns/{orderId}', group: 'moveTns', summary: 'Read one order that moves numbers between locations' },
  { id: 'move-tns-id-history-get', at: 'GET /accounts/{accountId}/moveTns/{orderId}/history', group: 'moveTns', summary: 'List status changes of an order that moves numbers' },
  { id: 'import-to-accounts-get', at: 'GET /accounts/{accountId}/importToAccounts', group: 'importToAccounts', summary: 'List the old kind of hosted-messaging imports' },
  { id: 'import-to-accounts-post', at: 'POST /accounts/{accountId}/importToAccounts', group: 'importToAccounts', summary: 'Import numbers for hosted messaging, the old way' },
  { id: 'import-to-accounts-id-notes-get', at: 'GET /accounts/{accountId}/importToAccounts/{orderId}/notes', group: 'importToAccounts', summary: 'List notes of an old import' },
  { id: 'import-to-accounts-id-notes-post', at: 'POST /accounts/{accountId}/importToAccounts/{orderId}/notes', group: 'importToAccounts', summary: 'Attach a note to an old import' },
  { id: 'import-tn-checker-voice-post', at: 'POST /accounts/{accountId}/importTnChecker/voice', group: 'importTnChecker', summary: 'Check whether the calls of numbers can be imported' },
  { id: 'import-tn-orders-voice-get', at: 'GET /accounts/{accountId}/importTnOrders/voice', group: 'importTnOrders', summary: 'List orders that import the calls of numbers' },
  { id: 'import-tn-orders-voice-post', at: 'POST /accounts/{accountId}/importTnOrders/voice', group: 'importTnOrders', summary: 'Import the calls of numbers' },
  { id: 'remove-imported-tn-orders-voice-post', at: 'POST /accounts/{accountId}/removeImportedTnOrders/voice', group: 'removeImportedTnOrders', summary: 'Let numbers go whose calls were imported' },
  { id: 'line-option-orders-post', at: 'POST /accounts/{accountId}/lineOptionOrders', group: 'lineOptionOrders', summary: 'Set line options of numbers' },
  { id: 'portouts-totals-get', at: 'GET /accounts/{accountId}/portouts/totals', group: 'portouts', summary: 'Count port-outs of the account' },
  { id: 'portouts-id-totals-get', at: 'GET /accounts/{accountId}/portouts/{orderId}/totals', group: 'portouts', summary: 'Count the numbers of a port-out' },
  { id: 'portouts-id-notes-get', at: 'GET /accounts/{accountId}/portouts/{orderId}/notes', group: 'portouts', summary: 'List notes of a port-out' },
  { id: 'portouts-id-notes-post', at: 'POST /accounts/{accountId}/portouts/{orderId}/notes', group: 'portouts', summary: 'Attach a note to a port-out' },
  { id: 'service-numbers-get', at: 'GET /accounts/{accountId}/serviceNumbers', group: 'serviceNumbers', summary: 'List service numbers' },
  { id: 'suggestions-get', at: 'GET /suggestions', group: 'suggestions', summary: 'Suggest completions of a search text' },
  { id: 'reports-id-area-codes-get', at: 'GET /accounts/{accountId}/reports/{reportId}/areaCodes', group: 'reports', summary: 'List the area codes of a report' },
  { id: 'reports-id-instances-id-post', at: 'POST /accounts/{accountId}/reports/{reportId}/instances/{instanceId}', group: 'reports', summary: 'Start an instance of a report again' },
  { id: 'sites-id-hosts-get', at: 'GET /accounts/{accountId}/sites/{siteId}/hosts', group: 'sites', summary: 'List the hosts of a site' },
] as const
