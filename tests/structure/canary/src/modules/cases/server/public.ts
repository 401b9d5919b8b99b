export const askForAdvice = 0
