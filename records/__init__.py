"""The common base that every part writes to."""
