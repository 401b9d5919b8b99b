/** Where the quick exit leads: a page that many people open every day, and that says nothing about who does. */
export const neutralPage = { name: 'Deutscher Wetterdienst', url: 'https://www.dwd.de/' } as const
