"""Tools that know no word of telephony."""
