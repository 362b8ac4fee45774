const CUSTOMER_ORDER_ID = /^[A-Za-z0-9 -]{0,40}$/

/** Whether a customer may call an order so, as documented for every type; none at all is fine. */
export const isCustomerOrderId = (text = ''): boolean => CUSTOMER_ORDER_ID.test(text)
