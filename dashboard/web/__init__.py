"""What stands between the network and the pages: who may ask, and what browsers may do."""
