package fact

func (v *view) legal()         {}
func (v *view) addresses()     {}
func (v *view) companies()     {}
func (v *view) persons()       {}
func (v *view) terms()         {}
func (v *view) namedPolicies() {}
