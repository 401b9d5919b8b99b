export const findBooking = 0
