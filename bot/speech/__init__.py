"""Speech in and out: the ports, and the engines behind them."""
