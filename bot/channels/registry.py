"""The ways in, one line each. What is listed here is served, and tested by the contract of channels."""

from bot.channels.base import Channel
from bot.channels.browser_voice import BrowserVoice
from bot.channels.rest_chat import RestChat
from bot.channels.web_chat import WebChat

CHANNELS: tuple[type[Channel], ...] = (WebChat, RestChat, BrowserVoice)
