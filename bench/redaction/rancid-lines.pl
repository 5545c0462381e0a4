# Runs one line at a time through a RANCID module as it is installed, with the strictest filters it has.
# Usage: perl -I LIB rancid-lines.pl MODULE FUNCTION < lines; answers each line with one, \x01 for line ends.
use strict;
use warnings;
no strict 'refs';
no warnings 'once';
my ($module, $function) = @ARGV;
require rancid;
rancid->import();
require "$module.pm";
$module->import();
$rancid::filter_pwds = 2;
$rancid::filter_commstr = 1;
$rancid::command = $rancid::hist_tag = "";
$rancid::prompt = 'HOST#';
$rancid::debug = $rancid::log = 0;
while (my $line = <STDIN>) {
    chomp $line;
    my $text = "$line\nHOST#\n";
    my $out = '';
    open(my $in, '<', \$text) or die $!;
    open(my $to, '>', \$out) or die $!;
    my $old = select($to);
    eval {
        local $SIG{ALRM} = sub { die "slow\n" };
        local $SIG{__WARN__} = sub { };
        alarm 5;
        if (my $init = $module->can('init')) { local $_ = ''; $init->(); }
        &{"${module}::$function"}($in, $to, 'show running-config');
        rancid::ProcessHistory('', '', '', '');
        alarm 0;
    };
    select($old);
    close($to);
    chomp $out;
    $out =~ s/\n/\x01/g;
    print "$out\n";
}
