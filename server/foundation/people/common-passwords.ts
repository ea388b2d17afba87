/** The most common passwords of ten characters and more in published leaks, English and French, without case. */
const common = new Set(
  `1234567890 0123456789 12345678910 0987654321 9876543210 123456789a a123456789 1q2w3e4r5t q1w2e3r4t5 1qaz2wsx3edc
  qwertyuiop qwerty12345 qwerty123456 qwertyuiop123 qwerty1234567 azertyuiop azerty12345 azerty123456 azertyuiop123 123456azerty
  1111111111 0000000000 2222222222 3333333333 4444444444 5555555555 6666666666 7777777777 8888888888 9999999999
  11111111111 111111111111 1212121212 1231231230 1231231234 123123123123 1234512345 12345612345 123456123456 1234567891
  12345678901 123456789012 1234567890123 123456789123 123456789123456789 0123456789a 1234567890a 1234567890q 147258369 1472583690
  1470258369 7894561230 0147258369 7410852963 9638527410 1593574862 3216549870 9517538520 1029384756 1020304050
  1122334455 1123581321 1223334444 6655443322 5544332211 9988776655 1357924680 2468101214 3141592653 31415926535
  password10 password11 password12 password123 password1234 password12345 password2020 password2021 password2022 password2023
  password2024 password2025 password2026 passwordpassword mypassword mypassword1 newpassword newpassword1 thepassword password!1
  password@1 password@123 p@ssword123 p@ssw0rd123 p@ssw0rd1234 passw0rd123 passw0rd1234 pa55word123 pa$$word123 changeme123
  motdepasse motdepasse1 motdepasse12 motdepasse123 motdepasse1234 monmotdepasse lemotdepasse nouveaumotdepasse motdepasse! bonjour123
  bonjour1234 bonjourbonjour bienvenue1 bienvenue12 bienvenue123 bienvenue2024 bienvenue2025 doudou1234 loulou1234 chouchou123
  jetaime123 jetaimejetaime jetaimefort jetaimebebe monamour123 monamour12 monange123 marseille13 parissaintgermain psg1234567
  administrator administrateur admin12345 admin123456 admin1234567 adminadmin adminadmin1 admin@1234 administrator1 superadmin
  superadmin1 rootroot12 root123456 root1234567 toor1234567 letmein123 letmein1234 letmeinnow welcome123 welcome1234
  welcome12345 welcome2024 welcome2025 welcome@123 iloveyou12 iloveyou123 iloveyou1234 iloveyouso iloveyou!! iloveyoubaby
  sunshine12 sunshine123 sunshine1234 princess12 princess123 princess1234 football12 football123 football1234 baseball12
  baseball123 basketball basketball1 basketball23 volleyball dragon12345 dragon123456 monkey12345 monkey123456 master12345
  master123456 superman12 superman123 batman12345 spiderman1 spiderman123 michael123 jennifer123 charlie123 jordan2323
  liverpool1 liverpool123 manchester manchester1 manunited1 chelsea123 arsenal123 barcelona1 barcelona10 realmadrid realmadrid1
  starwars12 starwars123 pokemon123 pokemon1234 minecraft1 minecraft123 trustno1trustno1 whatever123 computer12 computer123
  internet12 internet123 samsung123 samsung1234 google12345 facebook12 facebook123 facebook1234 summer2024 summer2025
  winter2024 winter2025 spring2025 autumn2025 january2025 december2025 september1 november11 test123456 test1234567
  testtest12 testtest123 test12345678 user123456 guest12345 guest123456 azertyazerty qwertyqwerty asdfghjkl1 asdfghjkl123
  asdfasdfasdf asdf123456 asdfghjkl; qsdfghjklm zxcvbnm123 zxcvbnm1234 zaq12wsxcde zaq1zaq1zaq1 1q2w3e4r5t6y 1qazxsw23edc
  qazwsxedcrfv qazwsx12345 qwer123456 qweasdzxc123 qweqweqwe1 1a2b3c4d5e a1b2c3d4e5 abcdefghij abcdefghijk abcdefghijkl
  abc1234567 abc12345678 abc123456789 abcd123456 abcd1234567 abcd12345678 abcde12345 aaaaaaaaaa aa12345678 aa123456789
  secret1234 secret12345 secretsecret blink182182 matrix12345 naruto12345 soleil12345 chocolat12 chocolat123 nicolas123
  correcthorsebatterystaple`.split(/\s+/),
)

export function isCommon(password: string): boolean {
  const key = password.toLowerCase()
  return common.has(key) || new Set(key).size < 4
}
