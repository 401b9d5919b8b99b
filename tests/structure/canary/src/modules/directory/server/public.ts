export const listCentres = 0
