"""Administrative units through time, and the sourced facts they rest on."""
