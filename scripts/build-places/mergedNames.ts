/**
 * Municipalities outside Saxony formed or renamed after the state of the BKG areas (2016-01-01), by the name the
 * postcode list gives them, with the names of the municipalities of 2016 they are made of.
 * Source: the states' laws on municipal reorganisation 2016 to 2019 (Thüringen, Mecklenburg-Vorpommern, Hessen,
 * Niedersachsen, Schleswig-Holstein). Their areas keep the keys of 2016 here.
 */
export const MERGED_NAMES: Readonly<Record<string, readonly string[]>> = {
  'Am Ettersberg': [
    'Berlstedt',
    'Buttelstedt',
    'Großobringen',
    'Heichelheim',
    'Kleinobringen',
    'Krautheim',
    'Ramsla',
    'Sachsenhausen',
    'Schwerstedt',
    'Vippachedelhausen',
    'Wohlsborn'
  ],
  'Amt Creuzburg': ['Creuzburg', 'Ebenshausen', 'Mihla'],
  'An der Schmücke': [
    'Bretleben',
    'Etzleben',
    'Gorsleben',
    'Hauteroda',
    'Heldrungen',
    'Hemleben',
    'Oberheldrungen',
    'Oldisleben'
  ],
  'Bad Tabarz': ['Tabarz/Thür. Wald'],
  'Brodersby-Goltoft': ['Brodersby', 'Goltoft'],
  Eldetal: ['Grabow-Below', 'Massow', 'Wredenhagen', 'Zepkow'],
  Föritztal: ['Föritz', 'Judenbach', 'Neuhaus-Schierschnitz'],
  Geratal: ['Frankenhain', 'Geraberg', 'Geschwenda', 'Gossel', 'Gräfenroda', 'Liebenstein'],
  Grammetal: [
    'Bechstedtstraß',
    'Daasdorf am Berge',
    'Hopfgarten',
    'Isseroda',
    'Mönchenholzhausen',
    'Niederzimmern',
    'Nohra',
    'Ottstedt am Berge',
    'Troistedt'
  ],
  Heldburg: ['Bad Colberg-Heldburg', 'Gompertshausen', 'Hellingen'],
  Königsee: ['Königsee-Rottenbach'],
  Mönchgut: ['Gager', 'Middelhagen', 'Thiessow'],
  Nessetal: [
    'Ballstädt',
    'Brüheim',
    'Bufleben',
    'Friedrichswerth',
    'Goldbach',
    'Haina',
    'Hochheim',
    'Remstädt',
    'Wangenheim',
    'Warza',
    'Westhausen'
  ],
  'Neukirchen beim Heiligen Blut': ['Neukirchen b. Hl. Blut'],
  'Nottertal-Heilinger Höhen': [
    'Bothenheilingen',
    'Issersheilingen',
    'Kleinwelsbach',
    'Neunheilingen',
    'Obermehler',
    'Schlotheim'
  ],
  Oberzent: ['Beerfelden', 'Hesseneck', 'Rothenberg', 'Sensbachtal'],
  'Remlingen-Semmenstedt': ['Remlingen', 'Semmenstedt'],
  'Rosenthal am Rennsteig': [
    'Birkenhügel',
    'Blankenberg',
    'Blankenstein',
    'Harra',
    'Neundorf (bei Lobenstein)',
    'Pottiga',
    'Schlegel'
  ],
  'Roßleben-Wiehe': ['Donndorf', 'Roßleben', 'Wiehe'],
  'Ruhner Berge': ['Marnitz', 'Suckow', 'Tessenow'],
  Schwarzatal: ['Mellenbach-Glasbach', 'Meuselbach-Schwarzmühle', 'Oberweißbach/Thür. Wald'],
  'Siemz-Niendorf': ['Groß Siemz', 'Niendorf'],
  Stapel: ['Norderstapel', 'Süderstapel'],
  Südmüritz: ['Ludorf', 'Vipperow'],
  'Unstrut-Hainich': [
    'Altengottern',
    'Flarchheim',
    'Großengottern',
    'Heroldishausen',
    'Mülverstedt',
    'Weberstedt'
  ],
  'Werra-Suhl-Tal': ['Berka/Werra', 'Dankmarshausen', 'Dippach', 'Großensee'],
  Wesertal: ['Oberweser', 'Wahlsburg']
}

/** Postcodes between two namesakes in one region, where nearness decides wrongly: "postcode name" → key. */
export const DECIDED_BY_HAND: Readonly<Record<string, string>> = {
  '84359 Simbach': '09277145',
  '87761 Lauben': '09778163'
}
