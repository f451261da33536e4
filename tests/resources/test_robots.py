"""Whose downloads count: a table of what programs say of themselves."""

import pytest

from resources import downloads

ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bingbot/2.0",
    "Mozilla/5.0 (compatible; YandexBot/3.0)", "DuckDuckBot/1.1", "Twitterbot/1.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Slack-ImgProxy",
    "Discordbot/2.0", "TelegramBot (like TwitterBot)", "WhatsApp/2.23", "LinkedInBot/1.0",
    "facebookexternalhit/1.1", "SkypeUriPreview Preview/0.5", "Baiduspider/2.0", "GPTBot/1.2",
    "ClaudeBot/1.0", "CCBot/2.0", "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "ia_archiver",
    "Scrapy/2.11 (+https://scrapy.org)", "axios/1.7.2", "python-requests/2.32",
    "Python-urllib/3.12",
    "aiohttp/3.9", "python-httpx/0.27", "pyoai", "oaipmh-scythe/0.13", "Sickle",
    "OAI-PMH Harvester", "metha/0.2", "OpenAIRE Harvester", "BASE Crawler", "Java/17.0.1",
    "Apache-HttpClient/4.5", "okhttp/4.12", "Go-http-client/2.0", "curl/8.5.0", "Wget/1.21",
    "libwww-perl/6.7", "node-fetch/1.0", "undici", "GuzzleHttp/7", "Ruby", "PostmanRuntime/7.36",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36",
    "Feedfetcher-Google", "UptimeRobot/2.0", "Pingdom.com_bot_version_1.4", "W3C_Validator/1.3",
    "Nutch-1.19", "heritrix/3.4", "HTTrack 3.0",
]  # fmt: skip
PEOPLE = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 10; CUBOT X30) Chrome/120.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 9; CUBOT_NOTE_S) Chrome/99.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 OPR/116.0",
    "Mozilla/5.0 (Linux; U; Android 13; sr-rs; Redmi Note 12) MiuiBrowser/17.0",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Edg/131.0",
    "Mozilla/5.0 (Linux; Android 12; JAVAPHONE Abbott 3) Chrome/120.0 Mobile Safari/537.36",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; sr) Presto/2.12",
]  # fmt: skip


@pytest.mark.parametrize("agent", ROBOTS)
def test_a_program_is_no_reader(agent):
    assert downloads.is_robot(agent)


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_reader_is_no_program(agent):
    assert not downloads.is_robot(agent)
