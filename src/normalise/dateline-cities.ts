/** Cities that stand in datelines without their country, and those whose news is written about most. */
const CITIES =
  'Abu Dhabi|Abuja|Addis Ababa|Algiers|Amman|Amsterdam|Ankara|Athens|Baghdad|Baku|Bamako|Bangkok|Beijing|Beirut|Belgrade|Berlin|Bogota|Boston|Brasilia|Bratislava|Brussels|Bucharest|Budapest|Buenos Aires|Cairo|Canberra|Caracas|Chicago|Colombo|Copenhagen|Dakar|Damascus|Davos|Delhi|Dhaka|Doha|Dubai|Dublin|Frankfurt|Gaza|Geneva|Hanoi|Harare|Havana|Helsinki|Hong Kong|Islamabad|Istanbul|Jakarta|Jerusalem|Johannesburg|Kabul|Kampala|Kathmandu|Khartoum|Kigali|Kinshasa|Kuala Lumpur|Kuwait City|Kyiv|Lagos|Lima|Lisbon|London|Los Angeles|Luxembourg|Madrid|Manila|Melbourne|Mexico City|Miami|Milan|Minsk|Mogadishu|Montreal|Moscow|Mumbai|Munich|Nairobi|New Delhi|New York|Oslo|Ottawa|Panama City|Paris|Phnom Penh|Prague|Pretoria|Pyongyang|Quito|Rabat|Ramallah|Riyadh|Rome|San Francisco|Sanaa|Santiago|Sao Paulo|Sarajevo|Seoul|Shanghai|Singapore|Sofia|Stockholm|Strasbourg|Sydney|Taipei|Tallinn|Tbilisi|Tehran|Tel Aviv|The Hague|Tokyo|Toronto|Tripoli|Tunis|Ulaanbaatar|Vatican City|Vienna|Vientiane|Vilnius|Warsaw|Washington|Wellington|Yangon|Yaounde|Yerevan|Zagreb|Zurich';

const PATTERN = new RegExp(`(?<![\\p{L}])(?:${CITIES})(?![\\p{L}])`, 'gu');

/** The cities that a text names, each once, in order. */
export function citiesIn(text: string): string[] {
  return [...new Set([...text.matchAll(PATTERN)].map(([city]) => city))];
}
