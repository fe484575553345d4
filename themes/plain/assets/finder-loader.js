// Stands in a page with a finder: shows its button, and fetches interface and list, in this order, when the reader
// presses it or comes by a link that holds choices already.
(function(f,go){
f.hidden=0;
f.onsubmit=go=function(){
failed.hidden=1;
["script","list"].map(function(n,s){
s=document.createElement("script");
s.async=0;
s.onerror=function(){failed.hidden=0};
s.src=f.dataset[n];
f.appendChild(s)});
return!1};
location.hash[2]==":"&&go()
})(document.forms.finder)
