"""All invented offices."""

from tests.invented.english import COUNCIL, HOSPITALS
from tests.invented.mainland import CITY, COMPANY, COUNTY, DISTRICT, PEOPLE
from tests.invented.overseas import BILINGUAL, HONGKONG, TAIWAN

OFFICES = (COUNTY, CITY, DISTRICT, PEOPLE, COMPANY, TAIWAN, HONGKONG, BILINGUAL, COUNCIL, HOSPITALS)
