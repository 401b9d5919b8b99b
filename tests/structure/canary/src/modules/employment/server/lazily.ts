export const lazily = () => import('../../cases/secret.ts')
